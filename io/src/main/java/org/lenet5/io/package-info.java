/**
 * Files of tensors in the safetensors format, read without trusting them and written without ever
 * leaving half a file. Read {@link org.lenet5.io.Safetensors} first.
 */
package org.lenet5.io;
