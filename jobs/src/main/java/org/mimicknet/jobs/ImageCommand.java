/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.mimicknet.UserException;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.FilePath;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Source;
import org.mimicknet.config.HadoopSettings;
import org.mimicknet.config.Storages;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.MetadataCsv;
import org.mimicknet.format.MetadataLookup;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.format.SourceReader;
import org.mimicknet.image.Image;
import org.mimicknet.image.Png;
import org.mimicknet.inference.DeviceChoice;
import org.mimicknet.inference.DeviceSelection;
import org.mimicknet.inference.EngineChoice;
import org.mimicknet.inference.Engines;
import org.mimicknet.inference.EnhancedFrame;
import org.mimicknet.inference.FrameEnhancer;
import org.mimicknet.inference.engine.EngineInfo;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.signal.PolarGeometry;
import org.mimicknet.signal.ScanConversion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One frame of one file into a PNG, without Spark. */
@Command(
    name = "image",
    description = {
      "Enhance the first frame of a file or archive and write it as a PNG; no cluster is needed.",
      "Prints the metrics where the file holds the scanner's own image."
    },
    footer = {"", "Example:", "  mimicknet image --input phantom.mat --output phantom.png"})
final class ImageCommand implements Callable<Integer>, Verbose {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Mixin private ModelOption model;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      converter = Location.class,
      description = "File or archive; local, gs:// or hdfs://.")
  private String input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE.png",
      converter = Location.class,
      description = "The enhanced image; local, gs:// or hdfs://.")
  private String output;

  @Option(
      names = "--scan-convert",
      description = "Draw it in the sector that was scanned; needs the geometry: see --metadata.")
  private boolean scanConvert;

  @Option(
      names = "--metadata",
      paramLabel = "CSV",
      converter = Location.class,
      description = "Metadata CSV with the geometry of the frame, found by its filename.")
  private String metadata;

  @Override
  public Integer call() {
    ModelBundle bundle = model.bundle();
    FrameRecord frame = firstFrame();
    Image das =
        frame
            .das()
            .orElseThrow(
                () ->
                    new UserException(
                        "Cannot enhance %s: it holds no IQ data, only the scanner's image"
                            .formatted(frame.path())));
    DeviceSelection device = DeviceSelection.of(DeviceChoice.AUTO);
    try (FrameEnhancer enhancer =
        new FrameEnhancer(bundle, Engines.open(EngineChoice.AUTO, bundle, device))) {
      EnhancedFrame enhanced =
          frame
              .clinical()
              .map(clinical -> enhancer.enhance(das, clinical))
              .orElseGet(() -> enhancer.enhance(das));
      Image shown = scanConvert ? converted(enhanced.output(), frame) : enhanced.output();
      WrittenFile.write(output, Png.of(shown));
      report(frame, enhanced, shown, enhancer.engine());
    }
    return ExitCode.DONE.code();
  }

  private FrameRecord firstFrame() {
    Configuration hadoop = HadoopSettings.beforeSession();
    try (SourceReader reader =
        new SourceReader(source(input, hadoop), hadoop, ReadSettings.DEFAULT)) {
      FrameRecord frame = null;
      while (reader.hasNext() && (frame == null || frame.reason().isPresent())) {
        frame = reader.next();
      }
      if (frame == null || frame.reason().isPresent()) {
        throw new UserException(
            "Cannot enhance %s: %s"
                .formatted(input, frame == null ? "it holds no frame" : frame.detail()));
      }
      return metadata == null ? frame : withMetadata(frame, hadoop);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close " + input, e);
    }
  }

  private FrameRecord withMetadata(FrameRecord frame, Configuration hadoop) {
    MetadataLookup lookup = new MetadataLookup();
    Source csv = source(metadata, hadoop);
    String folder = FilePath.folder(FilePath.plain(csv.uri()));
    try (MetadataCsv rows = MetadataCsv.open(csv, hadoop, ArchiveLimits.DEFAULT)) {
      rows.forEachRemaining(row -> lookup.add(folder, row));
    } catch (MemberException | IOException e) {
      throw new UserException("Cannot read %s: %s".formatted(metadata, e.getMessage()), e);
    }
    return lookup
        .of(frame.join())
        .joined()
        .map(frame::joined)
        .orElseThrow(
            () ->
                new UserException(
                    "Cannot find the frame in %s: no row has the filename %s"
                        .formatted(metadata, frame.fileName())));
  }

  private static Source source(String location, Configuration hadoop) {
    try {
      org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(location);
      FileStatus file = Storages.open("Cannot read " + location, path, hadoop).getFileStatus(path);
      if (file.isDirectory()) {
        throw new UserException("Cannot read %s: it is a folder".formatted(location));
      }
      return new Source(file.getPath().toString(), file.getLen(), file.getPath().getName());
    } catch (FileNotFoundException e) {
      throw new UserException("Cannot read %s: there is no such file".formatted(location), e);
    } catch (IOException e) {
      throw new UserException("Cannot read %s: %s".formatted(location, e.getMessage()), e);
    }
  }

  private static Image converted(Image polar, FrameRecord frame) {
    FrameMetadata m = frame.metadata();
    if (m.initialRadius() == null
        || m.finalRadius() == null
        || m.initialAngle() == null
        || m.finalAngle() == null) {
      throw new UserException(
          "Cannot scan-convert %s: its geometry is not known. Give a metadata CSV with radii and"
                  .formatted(frame.path())
              + " angles by --metadata, or leave out --scan-convert");
    }
    PolarGeometry geometry =
        new PolarGeometry(m.initialRadius(), m.finalRadius(), m.initialAngle(), m.finalAngle());
    return ScanConversion.of(polar, geometry);
  }

  private void report(FrameRecord frame, EnhancedFrame enhanced, Image shown, EngineInfo engine) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "Wrote %s: %s pixels from %s, by %s %s on %s%n",
        output,
        shown.size(),
        frame.path(),
        engine.provider(),
        engine.runtimeVersion(),
        engine.device());
    enhanced
        .metrics()
        .ifPresent(
            metrics ->
                out.printf(
                    Locale.ROOT,
                    "Against the scanner's image: SSIM %.6f (DAS %.6f), PSNR %.2f dB (DAS %.2f"
                        + " dB)%n",
                    metrics.output().ssim(),
                    metrics.das().ssim(),
                    metrics.output().psnr(),
                    metrics.das().psnr()));
    out.flush();
  }

  @Override
  public boolean verbose() {
    return common.verbose();
  }
}
