/** Raw data of Clarius scanners: IQ and envelope of a capture. */
package org.mimicknet.format.clarius;
