/**
 * Networks, chains of layers, each a page of code: {@link org.lenet5.network.LeNet5} is the one to
 * read first. {@link org.lenet5.network.Network} builds any other; {@link
 * org.lenet5.network.Architecture} gives the known ones their names.
 */
package org.lenet5.network;
