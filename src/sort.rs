//! Sorting that fits the artefact: the standard library's is a third of its size, and there is one order to sort.

use alloc::vec::Vec;

/// Up to here, moving each item to its place is the fastest; that is nearly every request.
const FEW: usize = 20;

/// Whether one item, by its place, comes before another. The order must be total: no two items are equal.
type IsBefore<'a> = &'a dyn Fn(usize, usize) -> bool;

/// Sets `order` to the places of `count` items, sorted in O(n log n).
#[inline(never)]
pub(crate) fn sort(order: &mut Vec<usize>, count: usize, is_before: IsBefore<'_>) {
    order.clear();
    order.extend(0..count);
    if count <= FEW {
        sort_few(order, is_before);
    } else {
        sort_many(order, is_before);
    }
}

/// By insertion: one comparison an item when they are sorted already.
fn sort_few(order: &mut [usize], is_before: IsBefore<'_>) {
    for end in 1..=order.len() {
        let mut sorted = order.get_mut(..end).unwrap_or_default();
        while let [.., before, item] = sorted
            && is_before(*item, *before)
        {
            core::mem::swap(before, item);
            sorted = sorted.split_last_mut().map_or(&mut [], |(_, front)| front);
        }
    }
}

/// By a heap, whose root is the last item.
fn sort_many(order: &mut [usize], is_before: IsBefore<'_>) {
    for root in (0..order.len() / 2).rev() {
        sift_down(order, root, is_before);
    }
    for last in (1..order.len()).rev() {
        swap(order, 0, last);
        sift_down(order.get_mut(..last).unwrap_or_default(), 0, is_before);
    }
}

fn sift_down(heap: &mut [usize], mut root: usize, is_before: IsBefore<'_>) {
    let is_less = |heap: &[usize], a: usize, b: usize| match (heap.get(a), heap.get(b)) {
        (Some(a), Some(b)) => is_before(*a, *b),
        _ => false,
    };
    loop {
        let left = 2 * root + 1;
        let child = if is_less(heap, left, left + 1) { left + 1 } else { left };
        if !is_less(heap, root, child) {
            return;
        }
        swap(heap, root, child);
        root = child;
    }
}

/// Swaps an item with a later one. The standard library's may panic.
pub(crate) fn swap(items: &mut [usize], one: usize, later: usize) {
    if let Some([one, .., later]) = items.get_mut(one..=later) {
        core::mem::swap(one, later);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_items_is_sorted() {
        for length in 0..200usize {
            for factor in [0, 1, 7919, 104_729] {
                let items: Vec<usize> = (0..length).map(|i| i * factor % 211 / 3).collect();
                let mut expected: Vec<usize> = (0..length).collect();
                expected.sort_by_key(|place| items[*place]);
                let mut order = Vec::from([7; 3]);
                sort(&mut order, length, &|a, b| (items[a], a) < (items[b], b));
                assert_eq!(order, expected, "{length} {factor}");
            }
        }
    }
}
