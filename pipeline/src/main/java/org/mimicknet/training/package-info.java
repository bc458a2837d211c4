/**
 * Training on Spark: one training, or a search of many, each in a task of its own, on frames of a
 * warehouse.
 */
package org.mimicknet.training;
