/** One reader per format behind one small interface; sniffing by content; metadata CSVs. */
package org.mimicknet.format;
