//! Where labels go that want the same place.

/// The middles of labels that want to stand at `wanted`, each with its height: as near as they can without one lying on
/// another, from the first to the second end of `room`. What stands higher wants to stay higher.
pub(super) fn spread(wanted: &[(f64, f64)], (top, bottom): (f64, f64)) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].0.total_cmp(&wanted[*b].0));
    let mut stacks: Vec<Stack> = Vec::new();
    for (middle, height) in order.iter().map(|index| wanted[*index]) {
        stacks.push(Stack { labels: 1, tops: middle - height / 2.0, height });
        // Two stacks that touch become one, which stands where its labels want to be on average.
        while let [.., above, below] = stacks.as_slice()
            && above.top(top, bottom) + above.height > below.top(top, bottom)
        {
            let tops = above.tops + below.tops - below.labels as f64 * above.height;
            let both = Stack { labels: above.labels + below.labels, tops, height: above.height + below.height };
            stacks.truncate(stacks.len() - 2);
            stacks.push(both);
        }
    }
    let mut middles = vec![0.0; wanted.len()];
    let mut next = order.into_iter();
    for stack in stacks {
        let mut at = stack.top(top, bottom);
        for index in next.by_ref().take(stack.labels) {
            middles[index] = at + wanted[index].1 / 2.0;
            at += wanted[index].1;
        }
    }
    middles
}

/// Labels that stand on each other.
struct Stack {
    labels: usize,
    /// Where its labels want the stack to begin, summed up.
    tops: f64,
    height: f64,
}

impl Stack {
    /// Where it begins, inside of its room.
    fn top(&self, top: f64, bottom: f64) -> f64 {
        (self.tops / self.labels as f64).min(bottom - self.height).max(top)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::spread;

    #[test]
    fn labels_that_do_not_meet_stay_where_they_want_to_be() {
        assert_eq!(spread(&[(80.0, 10.0), (20.0, 10.0)], (0.0, 100.0)), [80.0, 20.0]);
        assert_eq!(spread(&[], (0.0, 100.0)), [0.0; 0]);
    }

    #[test]
    fn labels_that_want_one_place_share_the_way() {
        assert_eq!(spread(&[(50.0, 10.0), (50.0, 10.0)], (0.0, 100.0)), [45.0, 55.0]);
        assert_eq!(spread(&[(100.0, 10.0), (99.0, 10.0), (30.0, 10.0)], (0.0, 100.0)), [95.0, 85.0, 30.0]);
    }

    proptest! {
        #[test]
        fn no_label_lies_on_another_or_leaves_its_room(wanted in prop::collection::vec((0.0..200.0, 5.0..30.0), 0..6)) {
            let middles = spread(&wanted, (0.0, 200.0));
            let mut spans: Vec<(f64, f64)> =
                middles.iter().zip(&wanted).map(|(middle, (_, height))| (middle - height / 2.0, middle + height / 2.0)).collect();
            spans.sort_by(|a, b| a.0.total_cmp(&b.0));
            prop_assert!(spans.windows(2).all(|pair| pair[0].1 <= pair[1].0 + 1e-9), "{spans:?}");
            prop_assert!(spans.iter().all(|(top, bottom)| *top >= -1e-9 && *bottom <= 200.0 + 1e-9), "{spans:?}");
        }
    }
}
