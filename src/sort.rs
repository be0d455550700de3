//! Sorting that fits the artefact: the standard library's is a third of its size.

/// Up to here, moving each item to its place is the fastest; that is nearly every request.
const FEW: usize = 20;

/// Sorts in place, in O(n log n). The order must be total, since equal items may change places.
pub(crate) fn sort<T>(items: &mut [T], is_less: impl Fn(&T, &T) -> bool) {
    if items.len() <= FEW {
        sort_few(items, is_less);
    } else {
        sort_many(items, is_less);
    }
}

/// By insertion: one comparison an item when they are sorted already.
fn sort_few<T>(items: &mut [T], is_less: impl Fn(&T, &T) -> bool) {
    for next in 1..items.len() {
        let mut place = next;
        while let Some([before, item]) = items.get(place.saturating_sub(1)..=place)
            && is_less(item, before)
        {
            items.swap(place, place - 1);
            place -= 1;
        }
    }
}

/// By a heap, whose root is the greatest item.
fn sort_many<T>(items: &mut [T], is_less: impl Fn(&T, &T) -> bool) {
    for root in (0..items.len() / 2).rev() {
        sift_down(items, root, &is_less);
    }
    for last in (1..items.len()).rev() {
        items.swap(0, last);
        if let Some(heap) = items.get_mut(..last) {
            sift_down(heap, 0, &is_less);
        }
    }
}

fn sift_down<T>(heap: &mut [T], mut root: usize, is_less: &impl Fn(&T, &T) -> bool) {
    let less = |heap: &[T], a: usize, b: usize| match (heap.get(a), heap.get(b)) {
        (Some(a), Some(b)) => is_less(a, b),
        _ => false,
    };
    loop {
        let left = 2 * root + 1;
        let child = if less(heap, left, left + 1) { left + 1 } else { left };
        if !less(heap, root, child) {
            return;
        }
        heap.swap(root, child);
        root = child;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn any_number_of_items_is_sorted() {
        for length in 0..200u32 {
            for factor in [0, 1, 7919, 104_729] {
                let mut items: Vec<(u32, u32)> =
                    (0..length).map(|i| (i * factor % 211 / 3, i)).collect();
                let mut expected = items.clone();
                expected.sort_unstable();
                sort(&mut items, |a, b| a < b);
                assert_eq!(items, expected, "{length} {factor}");
            }
        }
    }
}
