package org.lenet5.bench.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lenet5.bench.compare.Peer;
import org.lenet5.bench.compare.PeerServer;
import org.lenet5.bench.compare.Piece;
import org.lenet5.bench.compare.Samples;
import org.lenet5.bench.compare.Work;
import org.lenet5.network.LeNet5;

/** ONNX Runtime, with all its optimizations of the graph. It does not train. */
final class OnnxRuntimePeer implements Peer {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final int threads;

  private OnnxRuntimePeer(int threads) {
    this.threads = threads;
  }

  public static void main(String[] arguments) {
    PeerServer.serve(arguments, OnnxRuntimePeer::new);
  }

  @Override
  public String name() {
    return "ONNX Runtime " + environment.getVersion();
  }

  @Override
  public Work training(Samples samples, int batchSize) {
    throw new UnsupportedOperationException("does inference only");
  }

  @Override
  public Work inference(Samples samples, int batchSize) {
    try {
      return new Inference(samples, batchSize);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Inference implements Work {
    private final OrtSession session;
    private final int batchSize;
    private final List<OnnxTensor> batches = new ArrayList<>();
    private int batch;

    Inference(Samples samples, int batchSize) throws OrtException {
      this.batchSize = batchSize;
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(threads);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        byte[] model = OnnxModel.of(LeNet5.modern(10), Samples.startingWeights());
        session = environment.createSession(model, options);
      }
      for (int b = 0; b < samples.batches(batchSize); b++) {
        float[] images = samples.images(b, batchSize);
        FloatBuffer buffer =
            ByteBuffer.allocateDirect(images.length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer()
                .put(images)
                .flip();
        batches.add(
            OnnxTensor.createTensor(environment, buffer, new long[] {batchSize, 1, 32, 32}));
      }
    }

    @Override
    public Piece next() {
      OnnxTensor images = batches.get(batch);
      batch = (batch + 1) % batches.size();
      return Piece.timed(batchSize, () -> scores(images));
    }

    private float[] scores(OnnxTensor images) {
      try (OrtSession.Result result = session.run(Map.of(OnnxModel.IMAGES, images))) {
        return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      batches.forEach(OnnxTensor::close);
      try {
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
