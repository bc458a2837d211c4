/** MAT files of the MimickNet layout. */
package org.mimicknet.format.mat;
