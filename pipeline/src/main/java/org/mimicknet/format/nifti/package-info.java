/** NIfTI-1 and NIfTI-2 volumes, whose slices are frames. */
package org.mimicknet.format.nifti;
