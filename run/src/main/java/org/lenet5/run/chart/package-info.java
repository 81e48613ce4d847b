/**
 * The pictures a run folder holds: learning curves ({@link org.lenet5.run.chart.LearningChart}),
 * other curves ({@link org.lenet5.run.chart.LineChart}), the confusion matrix ({@link
 * org.lenet5.run.chart.ConfusionChart}) and the worst mistakes ({@link
 * org.lenet5.run.chart.MistakeSheet}).
 *
 * <p>Every picture is a function from data to the bytes of a file; nothing here touches the disk or
 * needs a display. The same data give the same bytes on one machine; on another a PNG may have
 * other fonts. Where there are none a PNG fails with a {@link org.lenet5.run.chart.ChartException},
 * after which a run can go on; an SVG can be drawn there too. Read {@link org.lenet5.run.chart.Pen}
 * first.
 */
package org.lenet5.run.chart;
