/** JSON as it is read: strictly, with faults in words. */
package org.synfire.network.json;
