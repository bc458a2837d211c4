/** Beamformed data in UFF, the HDF5 dialect of the UltraSound ToolBox (USTB). */
package org.mimicknet.format.uff;
