/**
 * Data sets of grey images, the files they come from, and what turns an image into a network's
 * input. Read {@link org.lenet5.data.Dataset} first, then {@link org.lenet5.data.Preprocessing}.
 */
package org.lenet5.data;
