/** The warehouse: table definitions with comments, reading, committing, views. */
package org.mimicknet.table;
