/** JSON as it is read: strictly, with faults in words; and how records say in JSON what may be absent. */
package org.synfire.network.json;
