/**
 * The layers of a network as values: what is computed, of which shapes, with which parameters. Read
 * {@link org.lenet5.layer.Layer} first, then {@link org.lenet5.layer.Convolution}. Nothing is
 * computed here; {@link org.lenet5.engine} does that.
 */
package org.lenet5.layer;
