/**
 * The experiments of LeCun, Bottou, Bengio and Haffner 1998: each trains what its figure or table
 * shows and returns the measured values beside the published ones.
 */
package org.lenet5.paper;
