package org.lenet5.engine;

import org.lenet5.base.Team;
import org.lenet5.kernel.Kernels;
import org.lenet5.learning.Loss;
import org.lenet5.learning.Optimizer;
import org.lenet5.network.Network;

/** The engine on this machine's cores. */
final class CpuEngine implements Engine {
  private final Kernels kernels;
  private final Team team;

  /**
   * With given kernels, for tests and benchmarks; others take {@link Engines#best()}.
   *
   * @param threads number of threads, at least 1; with 1 the calling thread works alone
   */
  CpuEngine(Kernels kernels, int threads) {
    this.kernels = kernels;
    team = new Team(threads);
  }

  @Override
  public String name() {
    return kernels.name();
  }

  @Override
  public int threads() {
    return team.size();
  }

  @Override
  public Inference inference(Network network, float[] parameters) {
    return new CpuInference(network, parameters, kernels, team);
  }

  @Override
  public Training training(
      Network network,
      Loss loss,
      Optimizer optimizer,
      int batchSize,
      float[] parameters,
      float[][] moments) {
    return new CpuTraining(network, loss, optimizer, batchSize, parameters, moments, kernels, team);
  }

  @Override
  public void close() {
    team.close();
  }
}
