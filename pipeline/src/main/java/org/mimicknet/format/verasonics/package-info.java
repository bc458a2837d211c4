/** Saves of Verasonics research scanners: MAT files of any version. */
package org.mimicknet.format.verasonics;
