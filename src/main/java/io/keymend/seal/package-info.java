/// Which key sealed this value? Read from its bytes.
///
/// [SealReader] reads one stored value, text or bytes, and answers a [ValueReading]: the [Format],
/// how it is written down ([Storage]), every [Seal] inside with what the answer rests on and its
/// [Place], and whether the [Structure] is whole. It calls nobody, takes time linear in the value,
/// and throws on none. What does not match the measured layouts is damaged, something else by name,
/// or unknown, and never a key. A label beside sealed bytes is kept as a label; [Labels] compares
/// labels with seals over many values.
@NullMarked
package io.keymend.seal;

import org.jspecify.annotations.NullMarked;
