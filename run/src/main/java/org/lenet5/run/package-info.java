/**
 * Training, measuring and using networks as the command does, for programs: a service, a Spark job,
 * a notebook. Nothing here prints.
 *
 * <p>Read {@link org.lenet5.run.Recipe} first: it makes the {@link org.lenet5.run.Settings} of a
 * run, whose text is in {@link org.lenet5.run.SettingsText}. {@link org.lenet5.run.Runner} trains
 * by them into a {@link org.lenet5.run.RunFolder}, and goes on where it was stopped; {@link
 * org.lenet5.run.Committee} has several trained. {@link org.lenet5.run.NamedModel} reads what came
 * of it, {@link org.lenet5.run.EvaluationReport} measures that on a data set, {@link
 * org.lenet5.run.PictureSet} on pictures. {@link org.lenet5.run.DataSource} finds the data.
 *
 * <p>Messages name settings as the command's options do: {@code --epochs: got 0, expected ...}.
 */
package org.lenet5.run;
