/**
 * What is done to tables: Ingest, Enhance, Summarize, ImportMetrics; builder, execute(), typed
 * result.
 */
package org.mimicknet.action;
