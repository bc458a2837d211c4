/** Images: float pixels with a height and a width, their bytes in tables, and PNG. */
package org.mimicknet.image;
