/** Other libraries as peers; each class is also the main class of its process. */
package org.lenet5.bench.peers;
