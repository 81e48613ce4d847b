/**
 * One sample at a time: for training that updates after each pattern (LeCun et al. 1998, section
 * III.B and appendix B) and for the least latency. In a block of 16 samples 15 lanes would idle;
 * here a lane is a column of a map, a unit, or one of many maps. The bits are those of a block.
 * Read {@code SingleNetwork} first.
 */
package org.lenet5.engine.single;
