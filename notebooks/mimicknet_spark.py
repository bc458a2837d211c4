#
# Copyright 2026 the MimickNet for Spark authors
# SPDX-License-Identifier: Apache-2.0
#

"""MimickNet in PySpark: the SQL functions, the Spark ML transformer, pixels as NumPy arrays.

The job jar holds this file, so one jar brings both sides::

    pyspark --jars mimicknet-jobs-BUILD.jar --py-files mimicknet-jobs-BUILD.jar

    >>> import mimicknet_spark
    >>> mimicknet_spark.register(spark)
    >>> row = spark.sql(
    ...     "SELECT mimicknet(das, height, width, '/models/mimicknet') AS output, height, width"
    ...     " FROM delta.`/data/warehouse/frames` WHERE status = 'ok'"
    ... ).first()
    >>> image = mimicknet_spark.to_numpy(row)

BUILD is spark3_2.12 for PySpark 3.5 of PyPI, spark4_2.13 for PySpark 4.
"""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any, Union

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray
    from pyspark.sql import Row, SparkSession
    from pyspark.sql.connect.session import SparkSession as ConnectSession

__all__ = ["MimickNetTransformer", "register", "to_numpy"]

_EXTENSIONS = "spark.sql.extensions=org.mimicknet.sql.MimickNetExtensions"
_JAVA = 17


def register(spark: Union[SparkSession, ConnectSession]) -> None:
    """Gives a session the SQL functions (``mimicknet``, ``mn_ssim``, ...) under their names.

    A session that was started with the jar and with
    ``spark.sql.extensions=org.mimicknet.sql.MimickNetExtensions`` has them without this call. A client of
    Spark Connect cannot add them: there it is only checked that the server has them.

    Raises:
        RuntimeError: the jar is not on the class path, is for another Spark or Scala, or the server of
            Spark Connect has no functions. The message says what to start it with.

    Example:
        >>> register(spark)
        >>> spark.sql("DESCRIBE FUNCTION EXTENDED mn_ssim").show(truncate=False)
    """
    session: Any = spark
    jvm = None if _is_connect(session) else _jvm(session.sparkContext)
    if session.catalog.functionExists("mimicknet"):
        return
    if jvm is None:
        raise RuntimeError(
            f"The server of Spark Connect has no function mimicknet, and a client cannot add it. Start the server"
            f" with --jars {_jar(session.version)} --conf {_EXTENSIONS}"
        )
    jvm.org.mimicknet.sql.MimickNetFunctions.register(session._jsparkSession)


def to_numpy(
    row: Union[Row, dict[str, Any]],
    column: Union[str, None] = None,
    *,
    shape: Union[tuple[int, int], None] = None,
) -> Union[NDArray[numpy.float32], None]:
    """The pixels of a row as an array of float32, ``height`` by ``width``; rows of it are axial.

    The array is a view of the bytes of the row. Where PySpark gives ``bytes`` it cannot be written to: take
    ``.copy()`` of it then.

    Args:
        row: a row of ``frames``, of ``enhanced`` joined with ``frames``, or of any query with a column of
            pixels; it may be one of Spark Connect, or a dictionary.
        column: the column of pixels, ``enhanced.output`` for a field of a struct unless a column has that whole
            name. Left out, it is the first of ``output``, ``das``, ``pixels`` that the row has.
        shape: height and width, for a row without these columns.

    Returns:
        The image, or None if the column is NULL.

    Raises:
        TypeError: it is no row, or one without names of columns.
        KeyError: the row has no such column.
        ValueError: the column holds no pixels, or they do not fit height and width.

    Example:
        >>> das = to_numpy(spark.table("frames").first())
        >>> clinical = to_numpy(spark.table("frames").first(), "clinical")
    """
    names = _names(row)
    if column is None:
        column = next((name for name in ("output", "das", "pixels") if name in names), None)
        if column is None:
            raise KeyError(f"Cannot find pixels: name the column, one of {', '.join(names)}")
    pixels = _value(row, column)
    if pixels is None:
        return None
    if not isinstance(pixels, (bytes, bytearray, memoryview)):
        raise ValueError(f"Cannot make an image of column {column}: it holds {type(pixels).__name__}, not BINARY")
    if shape is not None and not (isinstance(shape, (tuple, list)) and len(shape) == 2):
        raise ValueError(f"Cannot make an image of shape {shape}: give shape=(height, width)")
    height, width = shape if shape is not None else (_side(row, column, "height"), _side(row, column, "width"))
    if height < 1 or width < 1:
        raise ValueError(
            f"Cannot make an image of {height} x {width} of column {column}: height and width are 1 at least"
        )
    size = memoryview(pixels).nbytes
    if size != 4 * height * width:
        raise ValueError(
            f"Cannot make an image of {height} x {width} from the {size} bytes of column {column}:"
            f" {4 * height * width} are needed"
        )
    import numpy

    image: NDArray[numpy.float32] = numpy.frombuffer(pixels, "<f4").reshape(height, width)
    return image


def _names(row: Any) -> list[str]:
    if isinstance(row, dict):
        return list(row)
    if row is None:
        raise TypeError("Cannot find pixels in None: first() of a query without rows gives it")
    if not hasattr(row, "__fields__"):
        raise TypeError(
            f"Cannot find pixels in {type(row).__name__} without names of columns: give a row, as first() or collect()"
            f" of a query returns it, or a dictionary"
        )
    return list(row.__fields__)


def _value(row: Any, path: str) -> Any:
    """A column, whose own name may have dots, or a field of a struct: NULL in a struct that is NULL."""
    if path in _names(row):
        return row[path]
    value = row
    for name in path.split("."):
        if value is None:
            return None
        if not isinstance(value, dict) and not hasattr(value, "__fields__"):
            raise KeyError(f"There is no column {path}: what stands before .{name} is no struct")
        names = _names(value)
        if name not in names:
            raise KeyError(f"There is no column {path}: there are {', '.join(names)}")
        value = value[name]
    return value


def _side(row: Any, column: str, name: str) -> int:
    if name not in _names(row):
        raise KeyError(
            f"Cannot make an image of column {column}: the row has no column {name}."
            f" Select height and width as well, from frames, or give shape=(height, width)"
        )
    side = row[name]
    if side is None:
        raise ValueError(f"Cannot make an image of column {column}: {name} is NULL")
    return int(side)


def _is_connect(spark: Any) -> bool:
    return type(spark).__module__.startswith("pyspark.sql.connect.")


def _jvm(context: Any) -> Any:
    """The gateway, once it is sure that a jar is there that fits: else a sentence rather than a Java stack trace."""
    from py4j.java_gateway import JavaClass  # type: ignore[import-untyped, unused-ignore]

    jvm = context._jvm
    java = jvm.java.lang.System.getProperty("java.specification.version")
    scala = jvm.scala.util.Properties.versionNumberString()
    if float(java) < _JAVA:
        raise RuntimeError(f"MimickNet needs Java {_JAVA}, and this Spark runs on Java {java}: set JAVA_HOME")
    build = jvm.org.mimicknet.spark.SparkBuild
    if not isinstance(build, JavaClass):
        jar = _jar(context.version, scala)
        raise RuntimeError(
            f"MimickNet is not on the class path of this Spark {context.version} on Scala {scala}. Start it with"
            f" --jars {jar} --conf {_EXTENSIONS}, or set spark.jars to {jar} before the first session"
        )
    mismatch = build.mismatch(context.version, scala)
    if mismatch is not None:
        raise RuntimeError(mismatch)
    return jvm


def _jar(spark: str, scala: str = "") -> str:
    """The jar for a Spark; what Scala a server runs, a client cannot see: PyPI's 3.5 has 2.12."""
    if not spark.startswith("3."):
        return "mimicknet-jobs-spark4_2.13.jar"
    return f"mimicknet-jobs-spark3_{'2.13' if scala.startswith('2.13') else '2.12'}.jar"


if TYPE_CHECKING or importlib.util.find_spec("numpy") is not None:
    from pyspark import keyword_only
    from pyspark.ml.param import Param, Params, TypeConverters
    from pyspark.ml.util import DefaultParamsReadable, DefaultParamsWritable
    from pyspark.ml.wrapper import JavaTransformer

    class MimickNetTransformer(
        JavaTransformer, DefaultParamsReadable["MimickNetTransformer"], DefaultParamsWritable
    ):
        """MimickNet as a stage of a Spark ML pipeline: ``org.mimicknet.sql.MimickNetTransformer``.

        Adds a struct with the enhanced image, the metrics against the scanner's image where there is one,
        provenance and a status; a frame that cannot be enhanced gets the reason instead. The rows have the
        columns ``height`` and ``width`` and the pixels, BINARY of little-endian float32.

        It can be saved and loaded, alone or in a pipeline; the model itself stays in its folder. In a session of
        Spark Connect take the SQL function ``mimicknet``.

        Example:
            >>> transformer = MimickNetTransformer(modelUrl="/models/mimicknet", outputCol="mimicked")
            >>> enhanced = transformer.transform(spark.read.format("delta").load("/data/warehouse/frames"))
            >>> enhanced.select("frame_id", "mimicked.ssim", "mimicked.status").show()
        """

        inputCol: Param[str] = Param(
            Params._dummy(),
            "inputCol",
            "magnitude of the IQ before any log (BINARY)",
            typeConverter=TypeConverters.toString,
        )
        clinicalCol: Param[str] = Param(
            Params._dummy(), "clinicalCol", "the scanner's own image (BINARY)", typeConverter=TypeConverters.toString
        )
        outputCol: Param[str] = Param(
            Params._dummy(), "outputCol", "the struct that is added", typeConverter=TypeConverters.toString
        )
        modelUrl: Param[str] = Param(
            Params._dummy(), "modelUrl", "folder of the model bundle", typeConverter=TypeConverters.toString
        )
        device: Param[str] = Param(
            Params._dummy(), "device", "auto, cpu or gpu", typeConverter=TypeConverters.toString
        )
        engine: Param[str] = Param(
            Params._dummy(), "engine", "auto, onnx or vector", typeConverter=TypeConverters.toString
        )
        batchSize: Param[int] = Param(
            Params._dummy(),
            "batchSize",
            "frames that go through the network together; unset: one on a CPU, several on a GPU",
            typeConverter=TypeConverters.toInt,
        )
        outputPixels: Param[bool] = Param(
            Params._dummy(),
            "outputPixels",
            "whether the struct holds the pixels",
            typeConverter=TypeConverters.toBoolean,
        )

        _input_kwargs: dict[str, Any]

        @keyword_only
        def __init__(
            self,
            *,
            inputCol: str = "das",
            clinicalCol: str = "clinical",
            outputCol: str = "enhanced",
            modelUrl: Union[str, None] = None,
            device: str = "auto",
            engine: str = "auto",
            batchSize: Union[int, None] = None,
            outputPixels: bool = True,
        ) -> None:
            """Each argument has a setter of the same name, ``setInputCol`` and so on.

            Raises:
                RuntimeError: there is no session, it is one of Spark Connect, the jar is not on the class path,
                    or is for another Spark or Scala.
            """
            super().__init__()
            _jvm(_context())
            self._java_obj = self._new_java_obj("org.mimicknet.sql.MimickNetTransformer", self.uid)
            self._setDefault(
                inputCol="das",
                clinicalCol="clinical",
                outputCol="enhanced",
                device="auto",
                engine="auto",
                outputPixels=True,
            )
            self._set(**self._input_kwargs)

        @keyword_only
        def setParams(
            self,
            *,
            inputCol: str = "das",
            clinicalCol: str = "clinical",
            outputCol: str = "enhanced",
            modelUrl: Union[str, None] = None,
            device: str = "auto",
            engine: str = "auto",
            batchSize: Union[int, None] = None,
            outputPixels: bool = True,
        ) -> MimickNetTransformer:
            """Sets those that are named and leaves the others."""
            self._set(**self._input_kwargs)
            return self

        def setInputCol(self, value: str) -> MimickNetTransformer:
            """Name of the column of magnitudes; default ``das``."""
            return self._with(inputCol=value)

        def getInputCol(self) -> str:
            return self.getOrDefault(self.inputCol)

        def setClinicalCol(self, value: str) -> MimickNetTransformer:
            """Name of the column of the scanner's image, which need not be there; default ``clinical``."""
            return self._with(clinicalCol=value)

        def getClinicalCol(self) -> str:
            return self.getOrDefault(self.clinicalCol)

        def setOutputCol(self, value: str) -> MimickNetTransformer:
            """Name of the column that is added; default ``enhanced``."""
            return self._with(outputCol=value)

        def getOutputCol(self) -> str:
            return self.getOrDefault(self.outputCol)

        def setModelUrl(self, value: str) -> MimickNetTransformer:
            """Folder of the model bundle: local, gs:// or hdfs://."""
            return self._with(modelUrl=value)

        def getModelUrl(self) -> str:
            return self.getOrDefault(self.modelUrl)

        def setDevice(self, value: str) -> MimickNetTransformer:
            """``auto`` (default), ``cpu`` or ``gpu``."""
            return self._with(device=value)

        def getDevice(self) -> str:
            return self.getOrDefault(self.device)

        def setEngine(self, value: str) -> MimickNetTransformer:
            """``auto`` (default), ``onnx`` or ``vector``."""
            return self._with(engine=value)

        def getEngine(self) -> str:
            return self.getOrDefault(self.engine)

        def setBatchSize(self, value: int) -> MimickNetTransformer:
            """How many frames go through the network together, at most."""
            return self._with(batchSize=value)

        def getBatchSize(self) -> int:
            return self.getOrDefault(self.batchSize)

        def setOutputPixels(self, value: bool) -> MimickNetTransformer:
            """Whether the struct holds the enhanced pixels; default True. Metrics need no pixels."""
            return self._with(outputPixels=value)

        def getOutputPixels(self) -> bool:
            return self.getOrDefault(self.outputPixels)

        def _with(self, **params: Any) -> MimickNetTransformer:
            self._set(**params)
            return self

    def _context() -> Any:
        from pyspark import SparkContext
        from pyspark.sql.utils import is_remote

        if is_remote():
            raise RuntimeError(
                "MimickNetTransformer needs a session of its own, not one of Spark Connect: take the SQL function"
                " mimicknet there"
            )
        context = SparkContext._active_spark_context
        if context is None:
            raise RuntimeError("There is no Spark session yet: make one before a MimickNetTransformer")
        return context

else:

    def __getattr__(name: str) -> Any:
        if name == "MimickNetTransformer":
            raise ImportError("MimickNetTransformer needs NumPy, as all of pyspark.ml does: pip install numpy")
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
