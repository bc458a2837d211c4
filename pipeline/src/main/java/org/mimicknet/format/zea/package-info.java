/** Data sets of the zea toolbox, in HDF5. */
package org.mimicknet.format.zea;
