/** What Spark sees: the SQL functions, the session extension and the Spark ML transformer. */
package org.mimicknet.sql;
