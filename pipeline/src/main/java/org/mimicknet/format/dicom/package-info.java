/**
 * DICOM Part 10 files, and bare data sets, as a stream: what the whitelisted attributes say, then
 * one frame after the other. No Spark here. To read another compression add a constant to {@link
 * org.mimicknet.format.dicom.codec.Compression} and name its transfer syntax in {@code
 * TransferSyntax}.
 *
 * <p>Not switched on: ingest finds the reader when META-INF/services names it, and that must wait for
 * the pseudonyms and the pixel redaction that {@link org.mimicknet.format.dicom.DicomIdentifiers}
 * and {@link org.mimicknet.format.dicom.PixelScope} prepare.
 */
package org.mimicknet.format.dicom;
