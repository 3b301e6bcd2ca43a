package org.synfire.network.event.format;

import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.synfire.network.event.Sensor;

/** The description of streams in an AEDAT 4 file: XML in which nodes with attributes describe each stream. */
final class DescriptionOfStreams {
    private static final String EVENTS = "EVTS";

    private DescriptionOfStreams() {}

    /**
     * The sensor of the first stream of events; empty if the description has none, or is no XML, since the events can
     * be read without it.
     */
    static Optional<Sensor> sensor(String description) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(description));
            Map<String, String> values = new HashMap<>();
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("attr")) {
                    String key = String.valueOf(xml.getAttributeValue(null, "key"));
                    values.put(key, xml.getElementText());
                    if (key.equals("typeIdentifier")) {
                        values.remove("sizeX");
                        values.remove("sizeY");
                    }
                }
                if (EVENTS.equals(values.get("typeIdentifier"))
                        && values.containsKey("sizeX")
                        && values.containsKey("sizeY")) {
                    return sensor(values.get("sizeX"), values.get("sizeY"));
                }
            }
        } catch (XMLStreamException _) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<Sensor> sensor(String width, String height) {
        if (!width.matches("[1-9]\\d{0,3}") || !height.matches("[1-9]\\d{0,3}")) {
            return Optional.empty();
        }
        return Optional.of(new Sensor(Integer.parseInt(width), Integer.parseInt(height), 2));
    }
}
