/**
 * The same work done by lenet5 and by other libraries, its peers: the same network, starting
 * weights, images and batches.
 *
 * <p>{@link Comparison} starts each {@link Peer} in a process of its own ({@link PeerServer},
 * {@link PeerProcess}), checks that all compute the same network, and measures them in turns.
 */
package org.lenet5.bench.compare;
