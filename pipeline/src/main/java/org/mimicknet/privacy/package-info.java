/** Pseudonyms by a secret key, and what of an image may be kept. */
package org.mimicknet.privacy;
