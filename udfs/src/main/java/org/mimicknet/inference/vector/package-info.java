/** Placeholder. */
package org.mimicknet.inference.vector;
