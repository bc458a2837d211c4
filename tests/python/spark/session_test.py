#
# Copyright 2026 the MimickNet for Spark authors
# SPDX-License-Identifier: Apache-2.0
#

"""One session of its own, by spark-submit --jars JAR --py-files JAR: SQL, the transformer, pixels."""

import tempfile
import unittest
from pathlib import Path

import golden
import mimicknet_spark
import numpy as np
from mimicknet_spark import MimickNetTransformer, register, to_numpy
from pyspark.ml import Pipeline, PipelineModel
from pyspark.sql import Row, SparkSession


class InASession(unittest.TestCase):
    settings = {}

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.model = golden.write_model(cls.folder.name)
        cls.spark = SparkSession.builder.config(map=cls.settings).getOrCreate()
        cls.addClassCleanup(cls.spark.stop)
        cls.frames = cls.spark.createDataFrame(golden.rows(), golden.SCHEMA)


class WithExtensions(InASession):
    settings = {
        "spark.sql.extensions": f"{golden.EXTENSIONS},io.delta.sql.DeltaSparkSessionExtension",
        "spark.sql.catalog.spark_catalog": "org.apache.spark.sql.delta.catalog.DeltaCatalog",
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.table = str(Path(cls.folder.name) / "frames")
        cls.frames.write.format("delta").save(cls.table)

    def test_the_module_is_that_of_the_jar(self):
        self.assertIn(Path(golden.JAR).name + "/mimicknet_spark.py", mimicknet_spark.__file__)

    def test_sql_on_a_delta_table_gives_what_python_found(self):
        self.assertTrue(self.spark.catalog.functionExists("mimicknet"))
        query = golden.QUERY.format(model=self.model, frames="frames")
        self.spark.read.format("delta").load(self.table).createOrReplaceTempView("frames")

        golden.check(self, *self.spark.sql(query).collect(), to_numpy)

    def test_registering_what_is_there_is_no_error(self):
        register(self.spark)

        self.assertEqual(self.spark.sql("SELECT mn_png(NULL, 16, 16) AS png").first().png, None)

    def test_the_transformer_gives_what_python_found(self):
        enhanced = MimickNetTransformer(modelUrl=self.model, outputCol="mimicked").transform(self.frames)

        row = enhanced.where("name = 'frame'").first()
        self.assertEqual(row.mimicked.status, "ok")
        self.assertAlmostEqual(row.mimicked.ssim, golden.METRICS["output"]["ssim"], delta=1e-5)
        self.assertAlmostEqual(row.mimicked.das_ssim, golden.METRICS["das"]["ssim"], delta=1e-5)
        np.testing.assert_allclose(to_numpy(row, "mimicked.output"), golden.output(), rtol=0, atol=5e-6)
        nothing = enhanced.where("name = 'no pixels'").first()
        self.assertIsNone(nothing.mimicked)
        self.assertIsNone(to_numpy(nothing, "mimicked.output"))

    def test_every_parameter_reaches_the_java_side(self):
        transformer = (
            MimickNetTransformer()
            .setInputCol("magnitude")
            .setClinicalCol("other")
            .setOutputCol("mimicked")
            .setModelUrl(self.model)
            .setDevice("cpu")
            .setEngine("onnx")
            .setBatchSize(3)
            .setOutputPixels(False)
        )
        row = transformer.transform(self.frames.withColumnRenamed("das", "magnitude")).first()

        self.assertEqual(row.mimicked.provider, "onnxruntime")
        self.assertIsNone(row.mimicked.output)
        self.assertIsNone(row.mimicked.ssim)
        java = transformer._java_obj
        for param in transformer.params:
            value = transformer.getOrDefault(param)
            self.assertEqual(java.getOrDefault(java.getParam(param.name)), value, param.name)
            self.assertEqual(getattr(transformer, "get" + param.name[0].upper() + param.name[1:])(), value)

    def test_python_and_java_have_the_same_parameters_and_defaults(self):
        transformer = MimickNetTransformer()
        java = transformer._java_obj

        self.assertEqual([p.name for p in transformer.params], [p.name() for p in java.params()])
        for param in transformer.params:
            of_java = java.getParam(param.name)
            self.assertEqual(param.doc, of_java.doc())
            self.assertEqual(transformer.hasDefault(param), java.hasDefault(of_java), param.name)
            if transformer.hasDefault(param):
                self.assertEqual(transformer.getOrDefault(param), java.getOrDefault(of_java), param.name)

    def test_a_copy_with_other_parameters_leaves_the_first_as_it_is(self):
        transformer = MimickNetTransformer(modelUrl=self.model)

        copy = transformer.copy({transformer.outputCol: "other"})

        self.assertEqual((transformer.getOutputCol(), copy.getOutputCol()), ("enhanced", "other"))
        self.assertIn("other", copy.transform(self.frames).columns)
        self.assertIn("enhanced", transformer.transform(self.frames).columns)

    def test_a_pipeline_is_saved_and_loaded(self):
        saved = str(Path(self.folder.name) / "pipeline")
        transformer = MimickNetTransformer(modelUrl=self.model, outputPixels=False, batchSize=2)
        Pipeline(stages=[transformer]).fit(self.frames).write().overwrite().save(saved)

        loaded = PipelineModel.load(saved).stages[0]

        self.assertIsInstance(loaded, MimickNetTransformer)
        self.assertEqual(loaded.uid, transformer.uid)
        self.assertEqual((loaded.getModelUrl(), loaded.getBatchSize()), (self.model, 2))
        row = loaded.transform(self.frames).where("name = 'frame'").first()
        self.assertIsNone(row.enhanced.output)
        self.assertAlmostEqual(row.enhanced.ssim, golden.METRICS["output"]["ssim"], delta=1e-5)

    def test_what_java_refuses_is_an_error_with_its_sentence(self):
        with self.assertRaisesRegex(Exception, "^Cannot enhance: there is no column height; the columns are"):
            MimickNetTransformer(modelUrl=self.model).transform(self.frames.drop("height"))
        with self.assertRaisesRegex(TypeError, "batchSize"):
            MimickNetTransformer(batchSize="many")


class WithoutExtensions(InASession):
    def test_register_gives_the_session_the_functions(self):
        self.drop_functions()
        self.assertFalse(self.spark.catalog.functionExists("mimicknet"))
        self.frames.createOrReplaceTempView("frames")

        register(self.spark)

        query = golden.QUERY.format(model=self.model, frames="frames")
        golden.check(self, *self.spark.sql(query).collect(), to_numpy)

    def drop_functions(self):
        """PySpark 4 finds the extensions by the jar alone."""
        registry = self.spark._jsparkSession.sessionState().functionRegistry()
        functions = registry.listFunction().iterator()
        while functions.hasNext():
            function = functions.next()
            if function.funcName() == "mimicknet" or "mn_" in function.funcName():
                self.assertTrue(registry.dropFunction(function), function)


class Pixels(unittest.TestCase):
    """Without Spark: rows as PySpark makes them."""

    TWO_BY_THREE = np.arange(6, dtype="<f4").tobytes()

    def test_the_array_is_a_view_of_the_bytes(self):
        pixels = bytearray(self.TWO_BY_THREE)

        image = to_numpy(Row(das=pixels, height=2, width=3))

        np.testing.assert_array_equal(image, [[0, 1, 2], [3, 4, 5]])
        pixels[:4] = np.float32(9).tobytes()
        self.assertEqual(image[0, 0], 9)

    def test_the_enhanced_image_is_the_default_before_the_magnitudes(self):
        row = Row(das=None, output=self.TWO_BY_THREE, height=2, width=3)

        self.assertEqual(to_numpy(row)[1, 2], 5)
        self.assertIsNone(to_numpy(row, "das"))
        self.assertEqual(to_numpy(Row(pixels=self.TWO_BY_THREE, height=3, width=2)).shape, (3, 2))

    def test_null_of_a_struct_is_none(self):
        self.assertIsNone(to_numpy(Row(enhanced=None, height=2, width=3), "enhanced.output"))

    def test_a_dictionary_will_do_and_a_shape_may_be_given(self):
        self.assertEqual(to_numpy({"output": self.TWO_BY_THREE}, shape=(3, 2)).shape, (3, 2))

    def test_of_a_buffer_bytes_are_counted_and_not_its_elements(self):
        pixels = memoryview(np.arange(6, dtype="<f4"))

        np.testing.assert_array_equal(to_numpy(Row(das=pixels, height=2, width=3)), [[0, 1, 2], [3, 4, 5]])

    def test_a_column_of_the_whole_name_goes_before_a_field_of_a_struct(self):
        row = {"a.output": self.TWO_BY_THREE, "a": {"output": None}}

        self.assertEqual(to_numpy(row, "a.output", shape=(2, 3))[1, 0], 3)
        self.assertIsNone(to_numpy({"a": {"output": None}}, "a.output"))

    def test_what_is_no_row_is_refused(self):
        for row, sentence in [
            (None, "Cannot find pixels in None: first() of a query without rows gives it"),
            (Row(self.TWO_BY_THREE, 2, 3), "Cannot find pixels in Row without names of columns: give a row"),
            ((self.TWO_BY_THREE, 2, 3), "Cannot find pixels in tuple without names of columns"),
            (self.TWO_BY_THREE, "Cannot find pixels in bytes without names of columns"),
        ]:
            for column in (None, "das"):
                with self.subTest(sentence, column=column), self.assertRaises(TypeError) as raised:
                    to_numpy(row, column)
                self.assertIn(sentence, str(raised.exception))

    def test_a_shape_that_is_none_is_refused(self):
        for shape, sentence in [
            ((6,), "Cannot make an image of shape (6,): give shape=(height, width)"),
            (6, "Cannot make an image of shape 6: give shape=(height, width)"),
            ((1, 2, 3), "Cannot make an image of shape (1, 2, 3)"),
            ((0, 6), "Cannot make an image of 0 x 6 of column das: height and width are 1 at least"),
            ((2, -3), "Cannot make an image of 2 x -3 of column das: height and width are 1 at least"),
        ]:
            with self.subTest(sentence), self.assertRaises(ValueError) as raised:
                to_numpy(Row(das=self.TWO_BY_THREE), shape=shape)
            self.assertIn(sentence, str(raised.exception))

    def test_what_does_not_fit_is_named(self):
        for error, sentence, row, column in [
            (
                ValueError,
                "Cannot make an image of 2 x 4 from the 24 bytes of column das: 32 are needed",
                Row(das=self.TWO_BY_THREE, height=2, width=4),
                None,
            ),
            (ValueError, "of -2 x -3 of column das: height", Row(das=self.TWO_BY_THREE, height=-2, width=-3), None),
            (ValueError, "of 0 x 3 of column das: height", Row(das=b"", height=0, width=3), None),
            (KeyError, "what stands before .output is no struct", Row(das=self.TWO_BY_THREE), "das.output"),
            (ValueError, "of column das: height is NULL", Row(das=self.TWO_BY_THREE, height=None, width=3), None),
            (ValueError, "of column height: it holds int, not BINARY", Row(height=2, width=3), "height"),
            (KeyError, "has no column height. Select height and width as well", Row(output=self.TWO_BY_THREE), None),
            (KeyError, "There is no column clinical: there are das", Row(das=self.TWO_BY_THREE), "clinical"),
            (KeyError, "Cannot find pixels: name the column, one of name", Row(name="frame"), None),
        ]:
            with self.subTest(sentence), self.assertRaises(error) as raised:
                to_numpy(row, column)
            self.assertIn(sentence, str(raised.exception))


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
