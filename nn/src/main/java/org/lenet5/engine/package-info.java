/**
 * Where networks are computed. {@link org.lenet5.engine.Engine} is the seam: it makes an {@link
 * org.lenet5.engine.Inference}, which answers for samples, and a {@link
 * org.lenet5.engine.Training}, which takes steps. What is fed to both is a {@link
 * org.lenet5.engine.PreparedSet}. The engine on this machine's cores works on blocks of 16 samples
 * or on one sample at a time, to the same bits.
 */
package org.lenet5.engine;
