/**
 * The experiments of LeCun, Bottou, Bengio and Haffner, "Gradient-Based Learning Applied to
 * Document Recognition", 1998: each figure is a call that trains what it needs, keeps it, and
 * returns what it measured beside what the paper published.
 *
 * <p>Read {@link org.lenet5.paper.Experiments} first, which says where networks are kept and how
 * large they are, then {@link org.lenet5.paper.Figure5}; the others are like it:
 *
 * {@snippet :
 * Experiments experiments =
 *     new Experiments(folder, true, OptionalInt.empty(), engine, RunListener.NONE);
 * Figure5 figure = Figure5.measure(experiments, List.of(42L), false);
 * System.out.print(figure.table().text());
 * experiments.write(figure);
 * }
 *
 * <p>What is measured is a record, and a {@link org.lenet5.paper.Report}, which has a {@link
 * org.lenet5.paper.Table} and {@linkplain org.lenet5.paper.Illustration illustrations}. The paper's
 * other methods, its baselines, are not exported: {@link org.lenet5.paper.Figure9} measures them.
 */
package org.lenet5.paper;
