/** What you run: {@link org.mimicknet.jobs.Main} and one thin command per action. */
package org.mimicknet.jobs;
