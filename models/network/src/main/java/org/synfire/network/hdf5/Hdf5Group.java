package org.synfire.network.hdf5;

import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.synfire.engine.InputException;

/** A group of an HDF5 file: groups and arrays by name, and attributes. Links to other places are left aside. */
public final class Hdf5Group {
    private final Hdf5File file;
    private final Group group;
    private final String path;

    Hdf5Group(Hdf5File file, Group group, String path) {
        this.file = file;
        this.group = group;
        this.path = path;
    }

    /** Names of the groups in this one, in the order of the file. */
    public List<String> groups() {
        List<String> names = new ArrayList<>();
        children().forEach((name, node) -> {
            if (node instanceof Group) {
                names.add(name);
            }
        });
        return names;
    }

    /** Names of the arrays in this group, in the order of the file. */
    public List<String> arrays() {
        List<String> names = new ArrayList<>();
        children().forEach((name, node) -> {
            if (node instanceof Dataset) {
                names.add(name);
            }
        });
        return names;
    }

    private Map<String, Node> children() {
        return file.guarded(place(), group::getChildren);
    }

    /** This group in words. */
    public String place() {
        return path.isEmpty() ? "the root group" : "group " + path;
    }

    /** A group in this one, if there is one of this name. */
    public Optional<Hdf5Group> group(String name) {
        return children().get(name) instanceof Group found
                ? Optional.of(new Hdf5Group(file, found, path + "/" + name))
                : Optional.empty();
    }

    /** An array in this group, if there is one of this name. */
    public Optional<Hdf5Array> array(String name) {
        return children().get(name) instanceof Dataset found
                ? Optional.of(new Hdf5Array(file, found, path + "/" + name))
                : Optional.empty();
    }

    /**
     * An array in this group.
     *
     * @throws InputException if there is none of this name
     */
    public Hdf5Array requireArray(String name) {
        return array(name).orElseThrow(() -> fault("has no dataset '" + name + "'"));
    }

    /** The text of an attribute; empty if there is none, or it is no text. */
    public Optional<String> text(String name) {
        return attribute(name).filter(String.class::isInstance).map(String.class::cast);
    }

    /** The number of an attribute; empty if there is none, or it is no number. */
    public Optional<Double> number(String name) {
        return attribute(name).filter(Number.class::isInstance).map(value -> ((Number) value).doubleValue());
    }

    private Optional<Object> attribute(String name) {
        return file.guarded("attribute " + name + " of " + place(), () -> {
            Attribute attribute = group.getAttribute(name);
            return attribute == null || !attribute.isScalar() ? Optional.empty() : Optional.of(attribute.getData());
        });
    }

    /** An error that names this group. */
    public InputException fault(String what) {
        return new InputException(file.file() + ": " + place() + " " + what);
    }
}
