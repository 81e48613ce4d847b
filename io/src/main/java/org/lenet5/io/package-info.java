/**
 * Files, read without trusting them and written without ever leaving half of one. Everything is
 * read from a path, from bytes or from a stream, in bounded memory; what is wrong with it is said
 * by an exception of its own, with the file's name and, where there is one, the place.
 *
 * <ul>
 *   <li>Models ({@link org.lenet5.io.ModelFile}, to be read first) and the checkpoints of runs
 *       ({@link org.lenet5.io.Checkpoint}), both of them tensors in the safetensors format ({@link
 *       org.lenet5.io.Safetensors}).
 *   <li>Pictures to be read ({@link org.lenet5.io.PictureFile}).
 *   <li>Data sets ({@link org.lenet5.io.StoredData}) in IDX files ({@link
 *       org.lenet5.io.DataFolder}), in pictures ({@link org.lenet5.io.ClassFolders}), in CSV files
 *       ({@link org.lenet5.io.CsvData}).
 *   <li>What writes them all ({@link org.lenet5.io.AtomicFile}), and keeps a second process out of
 *       a folder ({@link org.lenet5.io.FolderLock}).
 * </ul>
 */
package org.lenet5.io;
