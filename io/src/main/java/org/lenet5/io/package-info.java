/**
 * Files, read without trusting them and written without ever leaving half of one: tensors in the
 * safetensors format ({@link org.lenet5.io.Safetensors}, to be read first), and on it models
 * ({@link org.lenet5.io.ModelFile}) and checkpoints ({@link org.lenet5.io.Checkpoint}); and
 * pictures to be classified ({@link org.lenet5.io.ImageFile}).
 */
package org.lenet5.io;
