/**
 * The command {@code lenet5}: options become records, a call of the libraries does the work, and
 * what comes back is printed. Read {@link org.lenet5.cli.Main} first, which lists the commands and
 * says what each exit code means.
 */
package org.lenet5.cli;
