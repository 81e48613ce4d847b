/**
 * What everything else stands on: {@link org.lenet5.base.Randomness}, random numbers as a function
 * of (seed, stream, index), and {@link org.lenet5.base.Team}, threads that share out work without
 * changing a bit of it. Nothing here knows of images or networks.
 */
package org.lenet5.base;
