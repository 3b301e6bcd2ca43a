import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.synfire.network.file.NetworkFile;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.InputEncoding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.neuron.LeakyNeurons;

/**
 * Writes recordings of a bar that moves to the left or to the right, and a network that tells which: delays let the
 * spikes of one direction arrive together.
 *
 * <pre>
 * ./synfire java docs/examples/MovingBar.java out/bar
 * </pre>
 */
public class MovingBar {
    private static final int WIDTH = 16;

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        for (int start = 0; start < 4; start++) {
            recording(folder.resolve("events/left/" + start + ".csv"), start, true);
            recording(folder.resolve("events/right/" + start + ".csv"), start, false);
        }
        Shape in = new Shape(1, 1, WIDTH);
        Shape out = Shape.vector(2);
        SparseSynapses.Builder synapses = new SparseSynapses.Builder(in, out, 2 * WIDTH);
        for (int x = 0; x < WIDTH; x++) {
            synapses.from(x).to(0, 1, x).to(1, 1, WIDTH - 1 - x);
        }
        var coincidence = new LeakyNeurons(16, 1, LeakyNeurons.Reset.ZERO, new int[] {10});
        IntegerNetwork network = new IntegerNetwork(
                "moving bar",
                2 * WIDTH,
                new int[] {0, 2},
                List.of(
                        new Population(0, "events", in, new Neurons.SpikeInput()),
                        new Population(1, "direction", out, new Neurons.Program(coincidence))),
                List.of(Projection.of(0, 0, 1, synapses.build())));
        NetworkFile.write(folder.resolve("bar.sin"), new EncodedNetwork(network, InputEncoding.EVENTS));
    }

    private static void recording(Path file, int start, boolean left) throws IOException {
        StringBuilder events = new StringBuilder("t,x,y,p\n");
        for (int ms = 0; ms < WIDTH; ms++) {
            int x = left ? WIDTH - 1 - ms : ms;
            events.append(1000 * (start + ms) + "," + x + ",0,1\n");
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, events);
    }
}
