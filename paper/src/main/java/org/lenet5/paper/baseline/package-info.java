/**
 * The classifiers of LeCun et al. 1998, figure 9, that are computed rather than trained: nearest
 * neighbours, and linear and quadratic functions fitted by least squares. Read {@link
 * org.lenet5.paper.baseline.Baseline} first.
 *
 * <p>They read an image's bytes as they are. Their answers have the same bits on every machine and
 * for any number of threads: sums are exact, or taken in a stated order, in double.
 */
package org.lenet5.paper.baseline;
