/** The four MNIST files, gzipped, open as resources under {@code org/lenet5/mnist}. */
open module org.lenet5.mnist {}
