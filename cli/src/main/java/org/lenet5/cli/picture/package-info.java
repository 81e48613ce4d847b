/**
 * The pictures a run folder holds: learning curves ({@link org.lenet5.cli.picture.LearningChart}),
 * the confusion matrix ({@link org.lenet5.cli.picture.ConfusionChart}) and the worst mistakes
 * ({@link org.lenet5.cli.picture.MistakeSheet}).
 *
 * <p>Every picture is a function from data to the bytes of a file; nothing here touches the disk.
 * The same data give the same bytes on one machine; between machines the fonts differ. Nothing here
 * needs a display. Without any font drawing fails with a {@link
 * org.lenet5.cli.picture.PictureException}, after which a run can go on. Colours are those of Okabe
 * and Ito and of ColorBrewer, which colour-blind readers tell apart.
 */
package org.lenet5.cli.picture;
