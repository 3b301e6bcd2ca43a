package org.synfire.training.checkpoint;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.ArchiveWriter;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.InputFile;
import org.synfire.engine.file.WholeFile;
import org.synfire.network.data.ImageHash;
import org.synfire.network.data.ImageSet;
import org.synfire.network.description.DescriptionFile;
import org.synfire.network.description.SpikingDescription;
import org.synfire.network.json.StrictJson;
import org.synfire.network.training.DivergedException;
import org.synfire.network.training.QuantizationPlan;
import org.synfire.network.training.Recipe;
import org.synfire.training.learn.Position;
import org.synfire.training.learn.Trainer;
import org.synfire.training.spiking.SpikingNetwork;

/**
 * The state of a training in one file: weights, optimiser and position, all that is needed to continue except the
 * images.
 *
 * <p><b>Format:</b> a PyTorch archive. It has the network's parameters by name, the optimiser under {@code optimizer},
 * and this record under {@code synfire} as JSON in bytes. <b>Writing:</b> a new file is written beside the old one and
 * then renamed to its name in one step, so one complete file always exists. <b>Errors:</b> a file that is absent,
 * damaged, of another version or of another network is an {@link InputException}.
 *
 * @param version {@value #VERSION}
 * @param description the network as a description file
 * @param plan precision of its layers
 * @param recipe how it is trained
 * @param images number of images in the training set
 * @param imageHash their {@link ImageHash}
 * @param position how far the training has come
 */
public record Checkpoint(
        int version,
        String description,
        QuantizationPlan plan,
        Recipe recipe,
        int images,
        String imageHash,
        Position position) {
    /** The version that is written and read. */
    public static final int VERSION = 2;

    private static final String KEY = "synfire";
    private static final ObjectMapper JSON = StrictJson.mapper()
            .setVisibility(PropertyAccessor.ALL, Visibility.NONE)
            .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
            .setVisibility(PropertyAccessor.CREATOR, Visibility.ANY);

    /** The state of a trainer. */
    static Checkpoint of(Trainer<SpikingNetwork> trainer) {
        SpikingNetwork network = trainer.network();
        return new Checkpoint(
                VERSION,
                new String(DescriptionFile.write(network.description()), StandardCharsets.UTF_8),
                network.plan(),
                trainer.recipe(),
                trainer.images().size(),
                trainer.imageHash(),
                trainer.position());
    }

    /**
     * Replaces a checkpoint file.
     *
     * @throws DivergedException if a weight is not finite; the file is unchanged
     * @throws IOException if it cannot be written; the file is unchanged
     */
    void write(Path file, Trainer<SpikingNetwork> trainer) throws IOException {
        trainer.requireFinite();
        Files.createDirectories(file.toAbsolutePath().getParent());
        WholeFile.write(file, archived(trainer));
    }

    /** The archive in memory: where PyTorch cannot write to a file to its end, it ends the process. */
    private byte[] archived(Trainer<SpikingNetwork> trainer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PointerScope _ = new PointerScope()) {
            OutputArchive archive = new OutputArchive();
            archive.write(KEY, torch.tensor(json()), true);
            trainer.save(archive);
            archive.save_to(new ArchiveWriter() {
                @Override
                public long call(Pointer data, long length) {
                    byte[] part = new byte[Math.toIntExact(length)];
                    new BytePointer(data).get(part);
                    bytes.writeBytes(part);
                    return length;
                }
            });
        }
        return bytes.toByteArray();
    }

    /** This record as it stands in the archive. */
    byte[] json() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Reads the record of a checkpoint file, without the weights. @throws InputException if it is no checkpoint */
    public static Checkpoint read(Path file) {
        try (PointerScope _ = new PointerScope()) {
            return parse(file, open(file));
        }
    }

    /** The network with the weights of the file. @throws InputException if the file is damaged */
    public SpikingNetwork network(Path file) {
        SpikingNetwork network = new SpikingNetwork(network(), plan);
        try (PointerScope _ = new PointerScope()) {
            network.load(open(file));
        } catch (InputException explained) {
            throw explained;
        } catch (RuntimeException failure) {
            throw damaged(file, failure);
        }
        return network;
    }

    /** The description of the network. */
    public SpikingDescription network() {
        return DescriptionFile.parse("network of a checkpoint", description.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A trainer that continues the training of the file.
     *
     * @param file this checkpoint's file
     * @param set the images that it learned from
     * @throws InputException if the set has other images, or the file is damaged
     */
    public Trainer<SpikingNetwork> trainer(Path file, ImageSet set) {
        if (set.size() != images) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s was trained with %d images, but %s has %d; give the same ones to go on",
                    file,
                    images,
                    set.name(),
                    set.size()));
        }
        Trainer<SpikingNetwork> trainer = new Trainer<>(new SpikingNetwork(network(), plan), set, recipe);
        if (!trainer.imageHash().equals(imageHash)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s was trained with as many images, but others than those of %s; give the same ones to go on",
                    file,
                    set.name()));
        }
        try (PointerScope _ = new PointerScope()) {
            trainer.load(open(file), position);
        } catch (InputException explained) {
            throw explained;
        } catch (RuntimeException failure) {
            throw damaged(file, failure);
        }
        return trainer;
    }

    private static InputArchive open(Path file) {
        byte[] bytes;
        try {
            bytes = InputFile.bytes(file);
        } catch (IOException unreadable) {
            throw new InputException(
                    String.format(Locale.ROOT, "%s: cannot read this checkpoint (%s)", file, FileReason.of(unreadable)),
                    unreadable);
        }
        InputArchive archive = new InputArchive();
        try (BytePointer data = new BytePointer(bytes)) {
            archive.load_from(data, bytes.length);
        } catch (RuntimeException failure) {
            throw damaged(file, failure);
        }
        return archive;
    }

    private static Checkpoint parse(Path file, InputArchive archive) {
        Tensor bytes = new Tensor();
        if (!archive.try_read(KEY, bytes, true)) {
            throw new InputException(file + ": not a checkpoint of this program");
        }
        byte[] json = new byte[Math.toIntExact(bytes.numel())];
        Tensor dense = bytes.contiguous();
        try {
            dense.data_ptr_char().get(json);
        } finally {
            Reference.reachabilityFence(dense);
        }
        return parse(file, json);
    }

    /** The record of an archive. @throws InputException if it is none; the message begins with the file */
    static Checkpoint parse(Path file, byte[] json) {
        Checkpoint parsed;
        try {
            JsonNode version = JSON.readTree(json).path("version");
            if (!version.isInt() || version.intValue() != VERSION) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s: a checkpoint of %s; this program reads version %d",
                        file,
                        version.isInt() ? "version " + version : "an unknown version",
                        VERSION));
            }
            parsed = JSON.readValue(json, Checkpoint.class);
        } catch (JsonProcessingException wrong) {
            throw damaged(file, StrictJson.reason(wrong), wrong);
        } catch (IOException failure) {
            throw damaged(file, failure);
        }
        parsed.wrong().ifPresent(wrong -> {
            throw damaged(file, wrong, null);
        });
        return parsed;
    }

    /** What no training can have, or nothing. */
    private Optional<String> wrong() {
        if (description == null || plan == null || recipe == null || imageHash == null || position == null) {
            return Optional.of("a key is missing");
        }
        if (plan.scheme() == null || plan.rounding() == null) {
            return Optional.of("the plan has no scheme or no rounding");
        }
        if (position.epoch() < 0
                || position.epoch() > recipe.epochs()
                || position.images() < 0
                || position.images() > images) {
            return Optional.of("its position is beyond its epochs or images");
        }
        try {
            return network().weighted().size() == plan.layers().size()
                    ? Optional.empty()
                    : Optional.of("its network has other layers than its plan");
        } catch (InputException wrong) {
            return Optional.of(wrong.getMessage());
        }
    }

    private static InputException damaged(Path file, Exception failure) {
        return damaged(file, FileReason.firstLine(failure), failure);
    }

    private static InputException damaged(Path file, String reason, Exception cause) {
        return new InputException(
                String.format(Locale.ROOT, "%s: not a checkpoint, or a damaged one (%s)", file, reason), cause);
    }
}
