/**
 * Sixteen samples at a time, one in each lane of a vector: how batches are trained and data sets
 * evaluated. Read {@code BlockNetwork} first, then a layer ({@code BlockConvolution}).
 */
package org.lenet5.engine.block;
